"""Where names stand in a text: finders and how their findings are merged."""
