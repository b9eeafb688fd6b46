"""From the app to static files: walk, check, publish. Is handed the app; never imports web."""
