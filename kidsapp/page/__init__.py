"""The look: templates, components and static files; knows no domain."""
