package dev.drydock.verification.corruptions;

import dev.drydock.contracts.BackupReference;
import dev.drydock.contracts.Result;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.verification.figures.Verification.NotCarriedOut;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One worker's tenants and their backups, made when they are needed; used by one thread. */
final class Bench {
  private static final String JOURNAL = "UPDATE journal SET v = v * 3 + 1";
  private static final String PAGES =
      "UPDATE scan SET page = set_byte(page, 9, (get_byte(page, 9) + 1) % 256)";

  final Servers servers;
  final Tenants tenants;
  final Snapshots snapshots;
  final MemoryCatalogue catalogue = new MemoryCatalogue();
  final Steps steps;

  private final Map<String, Base> bases = new HashMap<>();

  /**
   * @param prefix of the names of its tenants
   */
  Bench(Servers servers, String prefix, Clock clock) {
    this.servers = servers;
    tenants = new Tenants(servers, prefix);
    snapshots = new Snapshots(servers.databases);
    steps = new Steps(servers, snapshots, catalogue, clock);
  }

  /** A tenant with a database of its own that has something of each kind. */
  Base first() {
    return bases.computeIfAbsent(
        "first", name -> base(List.of(tenants.database(name, name)), JOURNAL));
  }

  /** As the first, of the same roles, with other content. */
  Base second() {
    return bases.computeIfAbsent(
        "second", name -> base(List.of(tenants.database(name, "first")), JOURNAL));
  }

  /** An archive of several segments. */
  Base large() {
    return bases.computeIfAbsent("large", name -> base(List.of(tenants.large(name)), PAGES));
  }

  /** Three schemas of one database, in one archive. */
  Base group() {
    return bases.computeIfAbsent(
        "group", _ -> base(tenants.schemas("shared", List.of("one", "two", "three")), JOURNAL));
  }

  private Base base(List<TenantTarget> targets, String change) {
    var staleDump = snapshots.dump(targets);
    var stale = taken(steps.take(targets));
    targets.forEach(target -> tenants.alter(target, target.database(), change));
    var truth = snapshots.record(targets);
    var backups = taken(steps.take(targets));
    for (var answer : steps.prove(targets, backups)) {
      if (!(answer instanceof Result.BackupProven)) {
        throw new NotCarriedOut("a backup that nobody touched is not proven: " + answer);
      }
    }
    return new Base(targets, truth, staleDump, backups, stale);
  }

  private static List<BackupReference> taken(List<Result> answers) {
    var backups = new ArrayList<BackupReference>();
    for (var answer : answers) {
      if (!(answer instanceof Result.BackupTaken(var backup, _))) {
        throw new NotCarriedOut("a tenant cannot be backed up: " + answer);
      }
      backups.add(backup);
    }
    return List.copyOf(backups);
  }

  Base any(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> first();
      case 3 -> second();
      case 4, 5 -> large();
      default -> group();
    };
  }

  /** One whose schema has something of each kind. */
  Base anyRich(SplittableRandom random) {
    return random.nextInt(5) < 3 ? first() : group();
  }

  /** Another one than this. */
  Base another(Base than, SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> than.equals(second()) ? first() : second();
      case 1 -> than.equals(large()) ? first() : large();
      default -> than.equals(group()) ? second() : group();
    };
  }
}
