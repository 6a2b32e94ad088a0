package dev.drydock.coordinator.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.coordinator.application.Refusal;
import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.release.ReleaseCoordinates;
import dev.drydock.coordinator.domain.tenant.Tenant;
import dev.drydock.coordinator.domain.tenant.TenantCheck;
import dev.drydock.coordinator.domain.tenant.TenantDraft;
import dev.drydock.coordinator.domain.tenant.TenantSelector;
import dev.drydock.coordinator.domain.upgrade.Strategy;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.NullMarked;

/** Bodies of requests, read without a server; in the package that reads them. */
@NullMarked
public final class RequestsAsRead {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ZONES = Set.copyOf(java.time.ZoneId.getAvailableZoneIds());

  /** What an import would register, and what it says is wrong. */
  public record Import(List<Tenant> tenants, Mistakes mistakes) {
    public boolean accepted() {
      return mistakes.none();
    }
  }

  /** What an upgrade or a plan was asked to do. */
  public record Wish(ReleaseCoordinates release, TenantSelector selector, Strategy strategy) {}

  public static Import json(byte[] body) {
    return read(body, TenantJson::read);
  }

  public static Import csv(byte[] body) {
    return read(body, TenantCsv::read);
  }

  private static Import read(byte[] body, BiFunction<String, Mistakes, List<TenantDraft>> reading) {
    var mistakes = new Mistakes();
    var drafts =
        Utf8.text(body, mistakes).map(text -> reading.apply(text, mistakes)).orElse(List.of());
    var tenants =
        drafts.stream()
            .flatMap(draft -> TenantCheck.check(draft, ZONES, mistakes).stream())
            .toList();
    return new Import(tenants, mistakes);
  }

  /**
   * @throws IOException when it is no such JSON
   * @throws Refusal and the syntax exceptions of selector and strategy, as the server answers them
   */
  public static Wish upgrade(byte[] body) throws IOException {
    UpgradeRequests.UpgradeRequest request =
        new StrictRequests()
            .apply(JSON, UpgradeRequests.UpgradeRequest.class)
            .readValue(body, UpgradeRequests.UpgradeRequest.class);
    if (request == null) {
      throw Refusal.invalid("invalid-request", "the body is missing");
    }
    var selector = request.selector();
    return new Wish(
        request.coordinates(),
        TenantSelector.parse(selector == null ? "all" : selector),
        request.strategy());
  }

  private RequestsAsRead() {}
}
