package dev.drydock.contracts;

/**
 * The fencing token of one attempt at one tenant. The coordinator mints it, it never goes down, and
 * the resource on which an effect lands compares it.
 */
public record Token(long value) implements Comparable<Token> {
  public static final Token NONE = new Token(0);

  public Token {
    if (value < 0) {
      throw new IllegalArgumentException("token %d must not be negative".formatted(value));
    }
  }

  public Token next() {
    return new Token(value + 1);
  }

  @Override
  public int compareTo(Token other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
