package dev.drydock.backup.storage;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.drydock.backup.application.Archives;
import dev.drydock.backup.application.BackupConfiguration;
import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.application.Stalled;
import dev.drydock.backup.domain.ArchiveId;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.objectstore.ObjectStoreFailure;
import dev.drydock.objectstore.SourceBroken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Archives under {@code archives/}: zstd, then Tink's streaming AES-256-GCM in segments of 1 MiB
 * with the archive's own ID as associated data, so that one object put in another's place does not
 * open. See {@code docs/adr/0009-backup-format.md}.
 */
@ApplicationScoped
class SealedArchives implements Archives {
  private final ObjectStore store;
  private final KeysetFile keyset;
  private final Clock clock;
  private final int compressionLevel;
  private final Duration stall;

  @Inject
  SealedArchives(
      ObjectStore store, KeysetFile keyset, BackupConfiguration configuration, Clock clock) {
    this(store, keyset, configuration.compressionLevel(), configuration.stallTimeout(), clock);
  }

  SealedArchives(
      ObjectStore store, KeysetFile keyset, int compressionLevel, Duration stall, Clock clock) {
    this.store = store;
    this.keyset = keyset;
    this.compressionLevel = compressionLevel;
    this.stall = stall;
    this.clock = clock;
  }

  @Override
  public Stored store(ArchiveId id, Dump dump, LongConsumer storedSoFar) {
    var pipe = new Pipe(stall);
    var writer = new Writer(id, dump, pipe);
    writer.start();
    try {
      var stored = store.put(id.key(), pipe.reading(), storedSoFar);
      return new Stored(stored.sha256(), stored.sizeBytes());
    } catch (SourceBroken e) {
      pipe.breakOff();
      writer.end();
      throw writer.failure(pipe.stalled());
    } finally {
      pipe.breakOff();
      writer.end();
    }
  }

  /** Dumps, compresses and encrypts beside the upload. */
  private final class Writer extends Thread {
    private static final long END_MS = 30_000;
    private final ArchiveId id;
    private final Dump dump;
    private final Pipe pipe;
    private volatile @Nullable RuntimeException failed;

    Writer(ArchiveId id, Dump dump, Pipe pipe) {
      super("archive " + id);
      setDaemon(true);
      this.id = id;
      this.dump = dump;
      this.pipe = pipe;
    }

    @Override
    public void run() {
      try (var sealed = sealing(pipe.writing(), id)) {
        dumpInto(sealed);
      } catch (IOException e) {
        fail(new UncheckedIOException(e));
      } catch (RuntimeException e) {
        fail(e);
      } catch (Error e) {
        fail(new IllegalStateException(e.getClass().getSimpleName() + " in a dump"));
      }
    }

    /** However a dump fails, it must not look like one that ended when the stream is closed. */
    private void dumpInto(OutputStream sealed) {
      boolean ended = false;
      try {
        dump.to(sealed);
        ended = true;
      } finally {
        if (!ended) {
          pipe.breakOff();
        }
      }
    }

    private void fail(RuntimeException e) {
      if (failed == null) {
        failed = e;
      }
      pipe.breakOff();
    }

    void end() {
      try {
        join(END_MS);
        if (isAlive()) {
          interrupt();
        }
      } catch (InterruptedException e) {
        interrupt();
        Thread.currentThread().interrupt();
      }
    }

    RuntimeException failure(boolean stalled) {
      var why = failed;
      return stalled || why == null || why instanceof UncheckedIOException
          ? new Stalled("dumping")
          : why;
    }
  }

  private OutputStream sealing(OutputStream stored, ArchiveId id) throws IOException {
    try {
      var encrypting =
          keyset.current().archives().newEncryptingStream(stored, SealedStream.associatedData(id));
      var compressing = new ZstdOutputStreamNoFinalizer(encrypting, compressionLevel);
      compressing.setChecksum(true);
      return compressing;
    } catch (GeneralSecurityException e) {
      throw new Keyset.KeysetUnusable("no key seals archives");
    }
  }

  @Override
  public <T> T readWhole(Manifest manifest, Reading<T> reading) {
    return read(manifest, reading, true);
  }

  @Override
  public <T> T read(Manifest manifest, Reading<T> reading) {
    return read(manifest, reading, false);
  }

  private <T> T read(Manifest manifest, Reading<T> reading, boolean whole) {
    checkSize(manifest);
    try (var sealed = open(manifest)) {
      T value = readBy(reading, sealed);
      if (whole) {
        sealed.drain();
        checkDigest(manifest, sealed);
      }
      return value;
    } catch (ObjectStoreFailure.Missing e) {
      throw new BackupFailure.Missing(manifest.archive().value());
    } catch (IOException e) {
      throw new BackupFailure.Corrupt(manifest.archive().value(), "It cannot be read.");
    }
  }

  private static <T> T readBy(Reading<T> reading, SealedStream sealed) throws IOException {
    try {
      return reading.from(new LeftOpen(sealed));
    } catch (RuntimeException | IOException e) {
      if (sealed.broken().isPresent()) {
        throw sealed.broken().get();
      }
      if (e instanceof IOException broken) {
        throw new UncheckedIOException(broken);
      }
      throw e;
    }
  }

  /** A reader may close what it reads; the rest is wanted all the same. */
  private static final class LeftOpen extends FilterInputStream {
    LeftOpen(InputStream archive) {
      super(archive);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, length);
    }

    @Override
    public void close() {
      // Closed by whoever opened it.
    }
  }

  private SealedStream open(Manifest manifest) throws IOException {
    return new SealedStream(
        store.get(manifest.archive().key()), keyset.current().archives(), manifest.archive());
  }

  private void checkSize(Manifest manifest) {
    var stat =
        store
            .stat(manifest.archive().key())
            .orElseThrow(() -> new BackupFailure.Missing(manifest.archive().value()));
    if (stat.sizeBytes() != manifest.archiveSizeBytes()) {
      throw new BackupFailure.Corrupt(
          manifest.archive().value(),
          "The stored archive has another size than its manifest says.");
    }
  }

  private static void checkDigest(Manifest manifest, SealedStream sealed) {
    if (!sealed.storedSha256().equals(manifest.archiveSha256())) {
      throw new BackupFailure.Corrupt(
          manifest.archive().value(), "The stored bytes do not match their manifest.");
    }
  }

  @Override
  public List<ArchiveId> olderThan(Duration age) {
    var limit = clock.instant().minus(age);
    try (Stream<ObjectStore.Stat> listed = store.list("archives/")) {
      return listed
          .filter(stat -> stat.modifiedAt().isBefore(limit))
          .map(stat -> ArchiveId.ofKey(stat.key()))
          .toList();
    }
  }

  @Override
  public void delete(ArchiveId id) {
    store.delete(id.key());
  }

  @Override
  public int sweepPendingUploads(Duration age) {
    return store.sweepPendingUploads(age);
  }
}
