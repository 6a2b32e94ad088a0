package dev.drydock.verification.corruptions;

import dev.drydock.contracts.Fingerprint;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.tenantdatabases.TenantDatabases;
import dev.drydock.tenantdatabases.TenantDatabases.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine as the backup service sees it. Between it and {@code pg_dump} somebody may lie: then a
 * snapshot has the true fingerprints and another dump.
 */
final class Snapshots {
  /** What a snapshot said. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never written to.
  record Recorded(
      Map<TenantId, String> versions, Map<TenantId, Fingerprint> fingerprints, byte[] dump) {}

  private final TenantDatabases real;
  private volatile @Nullable Recorded lie;

  Snapshots(TenantDatabases real) {
    this.real = real;
  }

  /** All its methods are the real ones but that snapshots may lie. */
  TenantDatabases engine() {
    return (TenantDatabases)
        Proxy.newProxyInstance(
            TenantDatabases.class.getClassLoader(),
            new Class<?>[] {TenantDatabases.class},
            (_, method, arguments) -> {
              var told = lie;
              if (method.getName().equals("openSnapshot") && told != null) {
                return new Lying(told);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            });
  }

  Recorded record(List<TenantTarget> tenants) {
    var versions = new HashMap<TenantId, String>();
    var fingerprints = new HashMap<TenantId, Fingerprint>();
    var dump = new ByteArrayOutputStream();
    try (var snapshot = real.openSnapshot(tenants)) {
      for (var tenant : tenants) {
        versions.put(tenant.id(), snapshot.schemaVersion(tenant));
        fingerprints.put(tenant.id(), snapshot.fingerprint(tenant));
      }
      snapshot.dump(dump, _ -> {});
    }
    return new Recorded(versions, fingerprints, dump.toByteArray());
  }

  /** The dump alone. */
  byte[] dump(List<TenantTarget> tenants) {
    var dump = new ByteArrayOutputStream();
    try (var snapshot = real.openSnapshot(tenants)) {
      snapshot.dump(dump, _ -> {});
    }
    return dump.toByteArray();
  }

  /** Snapshots that are opened meanwhile say what was recorded and dump something else. */
  void lying(Recorded truth, byte[] dump, Runnable meanwhile) {
    lie = new Recorded(truth.versions(), truth.fingerprints(), dump);
    try {
      meanwhile.run();
    } finally {
      lie = null;
    }
  }

  private record Lying(Recorded told) implements Snapshot {
    @Override
    public String schemaVersion(TenantTarget tenant) {
      return Objects.requireNonNull(told.versions().get(tenant.id()));
    }

    @Override
    public Fingerprint fingerprint(TenantTarget tenant) {
      return Objects.requireNonNull(told.fingerprints().get(tenant.id()));
    }

    @Override
    public void dump(OutputStream archive, LongConsumer bytesSoFar) {
      try {
        archive.write(told.dump());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
