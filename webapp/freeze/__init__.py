"""From the app to static files: walk, check, publish. Gets the app as a value; never imports web."""
