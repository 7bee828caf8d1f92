"""Standing pages: what a site says about itself, in order, in its menus."""
