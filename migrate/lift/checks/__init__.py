"""What forbids a lift."""
