package dev.drydock.verification.fleet.judgement;

import dev.drydock.verification.fleet.canary.Application;
import dev.drydock.verification.fleet.canary.CanaryReleases;
import dev.drydock.verification.fleet.canary.Flaw;
import dev.drydock.verification.fleet.judgement.Observations.Passage;
import dev.drydock.verification.fleet.judgement.Observations.TenantSeen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Upgraded has the new schema; Restored and Untouched are what they were; writers are let in again
 * and no write that the application saw acknowledged is lost, none was let in meanwhile; Parked has
 * a token of its own and a reason.
 */
final class EndedAsSaid implements Invariant {
  @Override
  public List<String> violations(Observations seen) {
    var found = new ArrayList<String>();
    seen.passages().forEach(passage -> passage(passage, found));
    seen.tenants().forEach(tenant -> tenant(tenant, found));
    parked(seen, found);
    planned(seen, found);
    WritesInTheDock.find(seen, found);
    return found;
  }

  private static void passage(Passage passage, List<String> found) {
    var who = passage.upgrade() + " " + passage.tenant();
    switch (passage.ended()) {
      case "UPGRADED" -> {
        if (passage.after().release() != passage.release()) {
          found.add(
              "%s: upgraded to release %d, but its database is at %d"
                  .formatted(who, passage.release(), passage.after().release()));
        }
        shape(who, passage.after(), found);
      }
      case "RESTORED", "UNTOUCHED" -> {
        if (!passage.before().equalsButWrites(passage.after())) {
          found.add(
              "%s: %s, but not what it was: %s"
                  .formatted(who, passage.ended(), passage.before().differenceTo(passage.after())));
        }
      }
      default -> {
        // Parked, or not ended: other rules.
      }
    }
  }

  private static void shape(String who, TenantSnapshot now, List<String> found) {
    boolean extra = now.shape().stream().anyMatch(line -> line.startsWith("column item.extra "));
    if (extra != CanaryReleases.hasExtra(now.release())) {
      found.add(
          "%s: at release %d the column item.extra is %s"
              .formatted(who, now.release(), extra ? "there" : "not there"));
    }
    now.shape().stream()
        .filter(line -> line.startsWith("index ") && line.endsWith("INVALID"))
        .forEach(line -> found.add(who + ": " + line));
  }

  private static void tenant(TenantSeen tenant, List<String> found) {
    if (!tenant.latest().equals("PARKED") && !tenant.writerGetsIn()) {
      found.add(
          "%s: %s, but its application is not let in".formatted(tenant.tenant(), tenant.latest()));
    }
    var there = new HashSet<>(tenant.now().appWrites());
    var sent = new HashSet<Long>();
    long lost = 0;
    for (Application.Write write : tenant.writes()) {
      sent.add(write.seq());
      lost += write.acknowledged() && !there.contains(write.seq()) ? 1 : 0;
    }
    if (lost > 0) {
      found.add("%s: %d acknowledged writes are lost".formatted(tenant.tenant(), lost));
    }
    long last = tenant.writes().isEmpty() ? 0 : tenant.writes().getLast().seq();
    long invented = there.stream().filter(seq -> seq <= last && !sent.contains(seq)).count();
    if (invented > 0) {
      found.add("%s: %d writes that nobody made".formatted(tenant.tenant(), invented));
    }
  }

  private static void parked(Observations seen, List<String> found) {
    for (var way : seen.ledger().ways()) {
      if (way.state().equals("PARKED")) {
        if (way.reason() == null || way.reason().isBlank()) {
          found.add("%s %s: parked without a reason".formatted(way.upgrade(), way.tenant()));
        }
        var moves = Moves.byWay(seen).getOrDefault(way.upgrade() + " " + way.tenant(), List.of());
        boolean raised =
            moves.stream()
                .filter(move -> !move.to().equals("PARKED"))
                .allMatch(move -> move.token() < way.token());
        if (!raised) {
          found.add(
              "%s %s: parking did not raise the token".formatted(way.upgrade(), way.tenant()));
        }
      }
    }
  }

  /** A failure that was planned must not have passed for a success. */
  private static void planned(Observations seen, List<String> found) {
    for (var tenant : seen.tenants()) {
      if (tenant.flaw() != Flaw.NONE) {
        seen.passages().stream()
            .filter(passage -> passage.tenant().equals(tenant.tenant()))
            .filter(passage -> passage.ended().equals("UPGRADED"))
            .forEach(passage ->
                found.add(
                    "%s %s: upgraded in spite of its flaw %s"
                        .formatted(passage.upgrade(), tenant.tenant(), tenant.flaw())));
      }
    }
  }
}
