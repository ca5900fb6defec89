"""The server of the child's page and its doors. It answers; it never asks anybody anything."""
