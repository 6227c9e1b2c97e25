"""The content security policy (内容安全策略): this site's own files, and no script of others."""


def directives(files_origin: str) -> dict[str, list[str]]:
    """Return what a page may load; ``files_origin`` serves what was handed in, or is empty."""
    files = [files_origin] if files_origin else []
    return {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *files],
        "frame-src": ["'self'", *files],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
