package dev.drydock.verification.corruptions;

import dev.drydock.backup.application.BackupFailure;
import dev.drydock.backup.application.Manifests;
import dev.drydock.backup.domain.Manifest;
import dev.drydock.contracts.BackupReference;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Corruptions of what is stored: the seal is broken, or there is nothing to break. */
final class StoredCases {
  private final Bench bench;
  private final Manifests manifests;

  StoredCases(Bench bench) {
    this.bench = bench;
    this.manifests = bench.servers.storage.manifests();
  }

  Outcome run(Case one) {
    var random = one.random();
    var base = bench.any(random);
    try (var objects = new StoredObjects(bench.servers.objects)) {
      return switch (one.kind()) {
        case TENANTS_SWAPPED -> swapped(base, bench.another(base, random), objects);
        case STALE_ARCHIVE -> stale(base, false, objects);
        case STALE_BACKUP -> stale(base, true, objects);
        case ARCHIVE_MISSING -> {
          objects.remove(base.archive());
          yield proven(base, "archive missing", objects);
        }
        case MANIFEST_FLIP,
            MANIFEST_TRUNCATED,
            MANIFEST_MISSING,
            MANIFEST_OF_ANOTHER,
            MANIFEST_STALE ->
            manifest(one.kind(), base, random, objects);
        case PROOF_FLIP, PROOF_OF_ANOTHER -> proof(one.kind(), base, random, objects);
        default -> bytes(one.kind(), base, random, objects);
      };
    }
  }

  private Outcome bytes(Kind kind, Base base, SplittableRandom random, StoredObjects objects) {
    var bytes = new StoredBytes(objects.get(base.archive()), random);
    var corrupted =
        switch (kind) {
          case FLIP_IN_HEADER -> bytes.flipInHeader();
          case FLIP_IN_BODY -> bytes.flipAnywhere();
          case FLIP_IN_TAIL -> bytes.flipInTail();
          case FLIPS -> bytes.flips();
          case TRUNCATED -> bytes.truncated();
          case TRUNCATED_AT_SEGMENT -> bytes.truncatedAtSegment();
          case EMPTY_OBJECT -> bytes.empty();
          case EXTENDED -> bytes.extended();
          case ZEROED -> bytes.zeroed();
          case SEGMENTS_SWAPPED -> bytes.segmentsSwapped();
          default -> throw new IllegalArgumentException(kind + " is not about bytes");
        };
    objects.replace(base.archive(), corrupted.bytes());
    return proven(base, base.archive() + ": " + corrupted.what(), objects);
  }

  /** Both are asked; one answer stands for both unless one of them is proven. */
  private Outcome swapped(Base one, Base other, StoredObjects objects) {
    var bytes = objects.get(one.archive());
    objects.replace(one.archive(), objects.get(other.archive()));
    objects.replace(other.archive(), bytes);
    var what = "archives of " + one.archive() + " and " + other.archive() + " swapped";
    var ofOne = proven(one, what, objects);
    return ofOne instanceof Outcome.Found ? proven(other, what, objects) : ofOne;
  }

  private Outcome stale(Base base, boolean manifestsToo, StoredObjects objects) {
    objects.replace(base.archive(), objects.get(base.stale().getFirst().archive()));
    if (manifestsToo) {
      for (int i = 0; i < base.backups().size(); i++) {
        objects.replace(
            Base.manifest(base.backups().get(i)), objects.get(Base.manifest(base.stale().get(i))));
      }
    }
    return proven(base, "an earlier backup in its place", objects);
  }

  private Outcome manifest(Kind kind, Base base, SplittableRandom random, StoredObjects objects) {
    int member = random.nextInt(base.backups().size());
    var backup = base.backups().get(member);
    var key = Base.manifest(backup);
    var before = manifests.find(backup.tenant().value(), backup.id()).orElseThrow();
    var bytes = new StoredBytes(objects.get(key), random);
    var what =
        switch (kind) {
          case MANIFEST_FLIP -> put(key, bytes.flipAnywhere(), objects);
          case MANIFEST_TRUNCATED -> put(key, bytes.truncated(), objects);
          case MANIFEST_OF_ANOTHER -> {
            var other = bench.another(base, random).backups().getFirst();
            objects.replace(key, objects.get(Base.manifest(other)));
            yield "manifest of " + other.id();
          }
          case MANIFEST_STALE -> {
            objects.replace(key, objects.get(Base.manifest(base.stale().get(member))));
            yield "an earlier manifest";
          }
          default -> {
            objects.remove(key);
            yield "manifest missing";
          }
        };
    return proven(
        base,
        key + ": " + what,
        i -> i == member,
        _ ->
            reads(backup).filter(before::equals).isPresent()
                ? Optional.empty()
                : Optional.of("another manifest"));
  }

  private Optional<Manifest> reads(BackupReference backup) {
    try {
      return manifests.find(backup.tenant().value(), backup.id());
    } catch (BackupFailure e) {
      return Optional.empty();
    }
  }

  private static String put(String key, StoredBytes.Corrupted corrupted, StoredObjects objects) {
    objects.replace(key, corrupted.bytes());
    return corrupted.what();
  }

  /** Whoever believes a stored proof instead of proving anew must not believe this one. */
  private Outcome proof(Kind kind, Base base, SplittableRandom random, StoredObjects objects) {
    var backup = base.backups().get(random.nextInt(base.backups().size()));
    var manifest = manifests.find(backup.tenant().value(), backup.id()).orElseThrow();
    var before = manifests.findProof(manifest).orElseThrow();
    var key = Base.proof(backup);
    var what = key + ": ";
    if (kind == Kind.PROOF_FLIP) {
      what += put(key, new StoredBytes(objects.get(key), random).flipAnywhere(), objects);
    } else {
      var other = bench.another(base, random).backups().getFirst();
      objects.replace(key, objects.get(Base.proof(other)));
      what += "proof of " + other.id();
    }
    var read = manifests.findProof(manifest);
    if (read.isEmpty()) {
      return new Outcome.ProofRefused(what);
    }
    return read.get().equals(before)
        ? new Outcome.NoChange(what)
        : new Outcome.Violation(what, "the proof is believed");
  }

  /** Each member of the archive is concerned. */
  private Outcome proven(Base base, String what, StoredObjects objects) {
    return proven(
        base,
        what,
        _ -> true,
        _ -> objects.changed() ? Optional.of("other bytes") : Optional.empty());
  }

  private Outcome proven(
      Base base, String what, IntPredicate concerned, IntFunction<Optional<String>> difference) {
    base.backups().forEach(backup -> bench.catalogue.forget(backup.id()));
    var answers = bench.steps.prove(base.tenants(), base.backups());
    return new Judgement(bench.catalogue, what).of(base.backups(), answers, concerned, difference);
  }
}
