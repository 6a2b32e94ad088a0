package dev.drydock.verification.simulation.mutants;

import dev.drydock.backup.application.Archives;
import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.backup.domain.Manifest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Says that an archive is stored as soon as it is read, and never mind the upload. */
record HastyArchives(Archives real) implements Archives {
  @Override
  public Stored store(ArchiveId id, Dump dump, LongConsumer storedSoFar) {
    var out = new ByteArrayOutputStream();
    dump.to(out);
    var bytes = out.toByteArray();
    return new Stored("%08x".formatted(Arrays.hashCode(bytes)), bytes.length);
  }

  @Override
  public <T> T readWhole(Manifest manifest, Reading<T> reading) {
    return real.readWhole(manifest, reading);
  }

  @Override
  public <T> T read(Manifest manifest, Reading<T> reading) {
    return real.read(manifest, reading);
  }

  @Override
  public List<ArchiveId> olderThan(Duration age) {
    return real.olderThan(age);
  }

  @Override
  public void delete(ArchiveId id) {
    real.delete(id);
  }

  @Override
  public int sweepPendingUploads(Duration age) {
    return real.sweepPendingUploads(age);
  }
}
