package dev.drydock.coordinator.domain.tenant;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tenants: {@code all}, or terms joined by comma that must all hold: {@code ring=canary},
 * {@code tier!=free}, {@code tier in (gold,silver)}, {@code id in (shop-1,shop-2)}. Keys are {@code
 * id}, {@code ring}, {@code engine}, {@code host}, {@code database} or a label's name; a tenant
 * without the label has no value, so {@code !=} holds for it and {@code =} does not.
 */
public record TenantSelector(List<Term> terms) {
  public static final TenantSelector ALL = new TenantSelector(List.of());

  public TenantSelector {
    terms = List.copyOf(terms);
  }

  /**
   * One condition.
   *
   * @param negated {@code !=} and {@code not in}
   * @param values at least one
   */
  public record Term(String key, boolean negated, Set<String> values) {
    public Term {
      values = java.util.Collections.unmodifiableSet(new TreeSet<>(values));
    }

    boolean holdsFor(Tenant tenant) {
      var value = TenantSelector.valueOf(tenant, key);
      return negated != (value != null && values.contains(value));
    }
  }

  /**
   * @throws SelectorSyntaxException naming the position of what was not understood
   */
  public static TenantSelector parse(String text) {
    return new SelectorParser(text).parse();
  }

  public boolean matches(Tenant tenant) {
    return terms.stream().allMatch(term -> term.holdsFor(tenant));
  }

  private static @org.jspecify.annotations.Nullable String valueOf(Tenant tenant, String key) {
    var target = tenant.target();
    return switch (key) {
      case "id" -> target.id().value();
      case "ring" -> tenant.ring();
      case "engine" -> target.engine().name().toLowerCase(java.util.Locale.ROOT);
      case "host" -> target.host();
      case "database" -> target.database();
      default -> tenant.labels().get(key);
    };
  }
}
