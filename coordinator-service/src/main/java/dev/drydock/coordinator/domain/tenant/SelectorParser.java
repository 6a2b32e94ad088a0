package dev.drydock.coordinator.domain.tenant;

import dev.drydock.coordinator.domain.tenant.TenantSelector.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads the selector language by recursive descent; every error names its position. */
final class SelectorParser {
  private static final int MAX_LENGTH = 100_000;
  private final String text;
  private int at;

  SelectorParser(String text) {
    this.text = text;
  }

  TenantSelector parse() {
    if (text.length() > MAX_LENGTH) {
      throw new SelectorSyntaxException(
          MAX_LENGTH, "a selector has at most " + MAX_LENGTH + " characters; it went on");
    }
    if (text.isBlank()) {
      throw error("expected 'all' or a term such as ring=canary");
    }
    if (text.strip().equals("all")) {
      return TenantSelector.ALL;
    }
    List<Term> terms = new ArrayList<>();
    do {
      terms.add(term());
    } while (took(','));
    skipSpace();
    if (at < text.length()) {
      throw error("expected ',' between terms or the end");
    }
    return new TenantSelector(terms);
  }

  private Term term() {
    var key = word("a key");
    if (key.equals("all")) {
      throw new SelectorSyntaxException(
          at - key.length() + 1, "'all' stands alone, not with other terms;");
    }
    skipSpace();
    if (took('!')) {
      expect('=', "expected '=' after '!'");
      return checked(key, true, Set.of(value()));
    }
    if (took('=')) {
      took('=');
      return checked(key, false, Set.of(value()));
    }
    int start = at;
    var operator = letters();
    if (operator.equals("not")) {
      skipSpace();
      start = at;
      if (!letters().equals("in")) {
        at = start;
        throw error("expected 'in' after 'not'");
      }
      return checked(key, true, list());
    }
    if (!operator.equals("in")) {
      at = start;
      throw error("expected '=', '!=', 'in' or 'not in' after '" + key + "'");
    }
    return checked(key, false, list());
  }

  private Term checked(String key, boolean negated, Set<String> values) {
    if (!key.equals("engine")) {
      return new Term(key, negated, values);
    }
    var lower = new TreeSet<String>();
    values.forEach(value -> lower.add(value.toLowerCase(Locale.ROOT)));
    return new Term(key, negated, lower);
  }

  private Set<String> list() {
    skipSpace();
    expect('(', "expected '(' after 'in'");
    var values = new TreeSet<String>();
    do {
      values.add(value());
    } while (took(','));
    expect(')', "expected ',' or ')' in the list");
    return values;
  }

  private String value() {
    return word("a value");
  }

  private String word(String what) {
    skipSpace();
    int start = at;
    while (at < text.length() && isWordPart(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw error("expected " + what + " (letters, digits, . _ - / :)");
    }
    return text.substring(start, at);
  }

  private String letters() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || "._-/:".indexOf(c) >= 0;
  }

  private boolean took(char wanted) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted, String otherwise) {
    if (!took(wanted)) {
      throw error(otherwise);
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private SelectorSyntaxException error(String message) {
    return new SelectorSyntaxException(at + 1, message);
  }
}
