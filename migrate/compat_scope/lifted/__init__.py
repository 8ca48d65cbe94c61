"""Where the tiers meet: scope code calls layers that have no scopes (`get_layer`), and they host scope code (`hosting`)."""
