from pkg.compat import tf
