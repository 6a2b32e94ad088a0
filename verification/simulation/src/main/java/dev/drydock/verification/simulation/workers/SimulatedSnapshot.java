package dev.drydock.verification.simulation.workers;

import dev.drydock.contracts.FailureCode;
import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabases.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;

/** What some tenants of one database held at one moment. */
final class SimulatedSnapshot implements Snapshot {
  private final Wire wire;
  private final Map<String, Content> contents;

  SimulatedSnapshot(Wire wire, Map<String, Content> contents) {
    this.wire = wire;
    this.contents = Map.copyOf(contents);
  }

  private Content of(TenantTarget tenant) {
    var content = contents.get(tenant.id().value());
    if (content == null) {
      throw new IllegalArgumentException(tenant.id() + " is not in this snapshot");
    }
    return content;
  }

  @Override
  public String schemaVersion(TenantTarget tenant) {
    return of(tenant).asHistory().currentText();
  }

  @Override
  public Fingerprint fingerprint(TenantTarget tenant) {
    return wire.ask("fingerprint in snapshot", () -> of(tenant).fingerprint());
  }

  @Override
  public void dump(OutputStream archive, LongConsumer bytesSoFar) {
    var bytes = DumpFormat.write(contents);
    int half = bytes.length / 2;
    try {
      wire.run("dump", Duration.ofMillis(100 + wire.client().drawn(3000)), () -> {});
      archive.write(bytes, 0, half);
      bytesSoFar.accept(half);
      wire.run("rest of dump", Duration.ofMillis(100 + wire.client().drawn(3000)), () -> {});
      archive.write(bytes, half, bytes.length - half);
      bytesSoFar.accept(bytes.length);
    } catch (IOException e) {
      throw Wire.failure(FailureCode.DUMP_FAILED, "58030");
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
