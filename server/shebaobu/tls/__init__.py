"""TLS at home: this household's own certificate authority, the server's certificate from it, and how both are kept."""
