"""The sample site: real films, criticism written for this project, many readers."""
