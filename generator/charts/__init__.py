"""Charts: rows of figures in, a `Chart` out; one chart a file.  `drawing` makes specifications and pictures of them."""
