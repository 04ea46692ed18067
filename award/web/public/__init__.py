"""The room of the public: what the award is, who holds it, whether a certificate is true."""
