"""The app: calm practice for children, and the pages of those who care for them.

Nothing is imported here: the teaching rules are used without a server, and the server starts fast.
"""
