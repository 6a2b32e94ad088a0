package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.contracts.Engine;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.domain.tenant.SelectorSyntaxException;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import dev.drydock.coordinator.domain.upgrade.FailureBudget;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import dev.drydock.coordinator.domain.upgrade.StrategySyntaxException;
import dev.drydock.coordinator.domain.upgrade.WaveSize;
import dev.drydock.coordinator.http.RequestsAsRead;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The body of an upgrade or a plan, and the languages of selectors, waves and budgets in it. */
public final class UpgradesTarget {
  private static final List<Tenant> FLEET =
      IntStream.range(0, 23).mapToObj(UpgradesTarget::tenant).toList();

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      var wish = RequestsAsRead.upgrade(input);
      selector(wish.selector());
      strategy(wish.strategy());
    } catch (IOException | Refusal | SelectorSyntaxException | StrategySyntaxException declared) {
      // What the server answers with 400 or 422.
    }
    alone(new String(input, UTF_8));
  }

  /** Each language without the JSON around it, which would cost the fuzzer most of its time. */
  private static void alone(String text) {
    try {
      selector(TenantSelector.parse(text));
    } catch (SelectorSyntaxException e) {
      Property.holds(
          e.position() >= 1 && e.position() <= text.length() + 1, "a position outside the text");
    }
    try {
      strategy(Strategy.parse(text, null, null, null));
    } catch (StrategySyntaxException declared) {
      // 422
    }
    try {
      var budget = FailureBudget.parse(text);
      Property.holds(
          FailureBudget.parse(budget.text()).equals(budget), "a budget reads differently again");
    } catch (StrategySyntaxException declared) {
      // 422
    }
  }

  private static void selector(TenantSelector selector) {
    var again = TenantSelector.parse(text(selector));
    Property.holds(again.equals(selector), "a selector reads differently when written again");
    FLEET.forEach(tenant ->
        Property.holds(
            again.matches(tenant) == selector.matches(tenant), "equal selectors match alike"));
  }

  private static String text(TenantSelector selector) {
    return selector.terms().isEmpty()
        ? "all"
        : selector.terms().stream()
            .map(term ->
                term.key()
                    + (term.negated() ? " not in (" : " in (")
                    + String.join(",", term.values())
                    + ")")
            .collect(Collectors.joining(","));
  }

  private static void strategy(Strategy strategy) {
    Property.holds(
        WaveSize.parse(strategy.wavesText()).equals(strategy.waves()),
        "waves read differently when written again");
    var seen = new HashSet<TenantId>();
    for (var wave : strategy.assign(FLEET)) {
      Property.holds(!wave.tenants().isEmpty(), "a wave without a tenant");
      wave.tenants().forEach(id -> Property.holds(seen.add(id), "a tenant in two waves"));
    }
  }

  private static Tenant tenant(int number) {
    var target =
        new TenantTarget(
            new TenantId("shop-" + number),
            Engine.POSTGRESQL,
            "db" + number % 3,
            5432,
            "shops",
            null,
            "env:LOGIN",
            List.of());
    return Tenant.of(target, Map.of("tier", "t" + number % 4), number < 2 ? "canary" : null);
  }

  private UpgradesTarget() {}
}
