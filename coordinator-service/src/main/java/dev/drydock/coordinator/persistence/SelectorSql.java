package dev.drydock.coordinator.persistence;

import dev.drydock.coordinator.domain.tenant.TenantSelector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** A selector as a condition on {@code tenant t}; every value is a parameter. */
record SelectorSql(String condition, Map<String, Object> parameters) {
  static SelectorSql of(TenantSelector selector) {
    var condition = new StringJoiner(" and ");
    condition.add("true");
    var parameters = new LinkedHashMap<String, Object>();
    for (var term : selector.terms()) {
      int n = parameters.size();
      var value = column(term.key(), n, parameters);
      parameters.put("values" + n, Json.write(term.values()));
      var among = "in (select jsonb_array_elements_text(cast(:values%d as jsonb)))".formatted(n);
      condition.add(
          term.negated()
              ? "(%1$s is null or %1$s not %2$s)".formatted(value, among)
              : value + " " + among);
    }
    return new SelectorSql(condition.toString(), parameters);
  }

  private static String column(String key, int n, Map<String, Object> parameters) {
    return switch (key) {
      case "id" -> "t.id";
      case "ring" -> "t.ring";
      case "engine" -> "lower(t.engine)";
      case "host" -> "t.host";
      case "database" -> "t.database_name";
      default -> {
        parameters.put("label" + n, key);
        yield "(t.labels ->> cast(:label%d as text))".formatted(n);
      }
    };
  }
}
