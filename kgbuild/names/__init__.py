"""Names of people and organisations: spelling keys and structure; below extract and resolve, which both use it."""
