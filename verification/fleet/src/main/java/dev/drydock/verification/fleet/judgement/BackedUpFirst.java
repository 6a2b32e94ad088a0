package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.judgement.Observations.ProvenSeen;
import dev.drydock.verification.fleet.judgement.Observations.RestoredCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Whoever has an intent, a receipt or a changed fingerprint has an earlier proven backup of the
 * same pass, and what is stored still restores to the state before.
 */
final class BackedUpFirst implements Invariant {
  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    migratedWithoutProof(seen, found);
    effectsOfNoMigration(seen, found);
    changedWithoutMigration(seen, found);
    copiesThatDiffer(seen, found);
    return found;
  }

  private static void migratedWithoutProof(Observations seen, List<String> found) {
    var proven = new HashMap<String, ProvenSeen>();
    for (var each : seen.ledger().proven()) {
      proven.put(key(each.upgrade(), each.tenant(), each.pass(), each.backup()), each);
    }
    Moves.byWay(seen)
        .forEach((way, moves) -> {
          for (var move : moves) {
            if (move.to().equals("MIGRATING")) {
              var backup = move.body().path("backup").asText();
              int pass = move.body().path("pass").asInt();
              var proof = proven.get(key(move.row().upgrade(), move.row().tenant(), pass, backup));
              if (proof == null || proof.provenAtMs() > move.atMs()) {
                found.add(
                    "%s: migrating at sequence %d without an earlier proof of '%s' in pass %d"
                        .formatted(way, move.row().sequence(), backup, pass));
              }
            }
          }
        });
  }

  private static String key(String upgrade, String tenant, int pass, String backup) {
    return upgrade + " " + tenant + " " + pass + " " + backup;
  }

  /** A script's intent or receipt carries the token of a migration that the ledger asked for. */
  private static void effectsOfNoMigration(Observations seen, List<String> found) {
    var migrating = new HashMap<String, HashSet<Long>>();
    Moves.byTenant(seen)
        .forEach((tenant, moves) ->
            moves.stream()
                .filter(move -> move.to().equals("MIGRATING"))
                .forEach(move ->
                    migrating.computeIfAbsent(tenant, _ -> new HashSet<>()).add(move.token())));
    for (var tenant : seen.tenants()) {
      var tokens = migrating.getOrDefault(tenant.tenant(), new HashSet<>());
      tenant.effects().stream()
          .filter(effect -> effect.kind().equals("intent") || effect.kind().equals("receipt"))
          .filter(effect -> !tokens.contains(effect.token()))
          .forEach(effect ->
              found.add(
                  "%s: %s of %s under token %d, which no migration had"
                      .formatted(tenant.tenant(), effect.kind(), effect.what(), effect.token())));
    }
  }

  private static void changedWithoutMigration(Observations seen, List<String> found) {
    var ways = Moves.byWay(seen);
    for (var passage : seen.passages()) {
      var moves = ways.getOrDefault(passage.upgrade() + " " + passage.tenant(), List.of());
      boolean migrated = moves.stream().anyMatch(move -> move.to().equals("MIGRATING"));
      if (!migrated && !passage.before().equalsButWrites(passage.after())) {
        found.add(
            "%s %s: changed without a migration: %s"
                .formatted(
                    passage.upgrade(),
                    passage.tenant(),
                    passage.before().differenceTo(passage.after())));
      }
    }
  }

  private static void copiesThatDiffer(Observations seen, List<String> found) {
    Map<String, TenantSnapshot> before = new HashMap<>();
    seen.passages().forEach(p -> before.put(p.upgrade() + " " + p.tenant(), p.before()));
    for (RestoredCopy copy : seen.restoredCopies()) {
      var expected = before.get(copy.upgrade() + " " + copy.tenant());
      if (copy.restored() == null) {
        found.add("%s: backup %s does not restore".formatted(copy.tenant(), copy.backup()));
      } else if (expected != null && !expected.equalsButWrites(copy.restored())) {
        found.add(
            "%s: backup %s restores to something else: %s"
                .formatted(copy.tenant(), copy.backup(), expected.differenceTo(copy.restored())));
      }
    }
  }
}
