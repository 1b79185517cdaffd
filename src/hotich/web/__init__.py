"""What officers see: form kit, base templates, components and static files; knows no app."""
