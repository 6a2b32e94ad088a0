package dev.drydock.coordinator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.drydock.contracts.Event;
import dev.drydock.coordinator.application.FindTenants.KnownTenant;
import dev.drydock.coordinator.application.LatestPasses.PassSummary;
import dev.drydock.coordinator.application.LatestPasses.StepSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant, what is known of it, and its latest pass. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TenantView(
    String id,
    String engine,
    String host,
    int port,
    String database,
    @Nullable String schema,
    String credential,
    List<String> writerRoles,
    Map<String, String> labels,
    @Nullable String ring,
    @Nullable String timeZone,
    @Nullable String maintenanceWindow,
    @Nullable String release,
    @Nullable String version,
    long sizeBytes,
    @Nullable String seenAt,
    String state,
    @Nullable String upgrade,
    @Nullable Integer pass,
    List<StepSummary> steps,
    Event.@Nullable BackupSummary backup,
    @Nullable FailureView failure,
    @Nullable String waitingFor) {

  static TenantView of(KnownTenant known) {
    var tenant = known.tenant();
    var target = tenant.target();
    var standing = known.standing();
    var pass = known.pass() == null ? IDLE : known.pass();
    return new TenantView(
        target.id().value(),
        target.engine().name().toLowerCase(Locale.ROOT),
        target.host(),
        target.port(),
        target.database(),
        target.schema(),
        target.credential(),
        target.writerRoles(),
        tenant.labels(),
        tenant.ring(),
        tenant.timeZone(),
        tenant.maintenanceWindow(),
        standing.release(),
        standing.schemaVersion(),
        standing.sizeBytes(),
        standing.seenAt() == null ? null : standing.seenAt().toString(),
        pass.state(),
        known.pass() == null ? null : pass.upgrade(),
        known.pass() == null ? null : (Integer) pass.pass(),
        pass.steps(),
        pass.backup(),
        FailureView.of(pass.failure()),
        pass.waitingFor());
  }

  private static final PassSummary IDLE =
      new PassSummary("", 0, "IDLE", List.of(), null, null, null);
}
