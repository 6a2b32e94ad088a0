package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.Failure;
import dev.drydock.contracts.FailureCode;
import dev.drydock.coordinator.domain.saga.Fact.Inspected;
import dev.drydock.coordinator.domain.saga.Fact.OutageMet;
import dev.drydock.coordinator.domain.saga.Fact.StepFailed;
import dev.drydock.coordinator.domain.saga.Fact.StepUnknown;
import dev.drydock.coordinator.domain.saga.TenantUpgradeState.*;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant in flight waits out: nothing is wrong with it, something it needs does not answer.
 *
 * @param place what is away
 * @param code as the worker said it last
 * @param since the first answer that said so in this step
 * @param tries answers in a row that said so
 */
public record Outage(Place place, FailureCode code, Instant since, int tries) {

  /** What can be away, and so who else had better not be admitted. */
  public enum Place {
    /** The tenant's database server. */
    SERVER,
    /** The object store. */
    STORE,
    /** This service, as the worker saw it; it is there again, or nobody would read this. */
    COORDINATOR
  }

  /** A fact as it is told to the saga, and the outage that goes on after it. */
  record Told(Fact fact, @Nullable Outage outage) {}

  /**
   * Within the patience, counted from the outage's beginning in this step, the step is had again
   * and no attempt is spent; later each answer spends one, as any failure does. Preflight, where
   * nobody is kept out yet, never waits for a server.
   */
  static Told told(
      TenantUpgradeState state, @Nullable Outage before, Fact fact, Instant at, Duration patience) {
    if (!(state instanceof Waiting waiting) || !(fact instanceof StepFailed(var why))) {
      return new Told(fact, null);
    }
    var place = placeOf(waiting, why.code());
    if (place.isEmpty()) {
      return new Told(fact, null);
    }
    var outage =
        before == null
            ? new Outage(place.get(), why.code(), at, 1)
            : new Outage(place.get(), why.code(), before.since(), before.tries() + 1);
    boolean waits =
        at.isBefore(outage.since().plus(patience))
            && !(waiting instanceof Preflight && place.get() == Place.SERVER);
    return new Told(waits ? new OutageMet(why) : fact, outage);
  }

  /** A full disk is waited for only when there is no turning back without it. */
  private static Optional<Place> placeOf(Waiting state, FailureCode code) {
    return switch (code) {
      case UNREACHABLE -> Optional.of(Place.SERVER);
      case STORE_UNAVAILABLE -> Optional.of(Place.STORE);
      case CLAIM_UNANSWERED -> Optional.of(Place.COORDINATOR);
      case DISK_FULL -> turnsBack(state) ? Optional.empty() : Optional.of(Place.SERVER);
      default -> Optional.empty();
    };
  }

  private static boolean turnsBack(Waiting state) {
    return switch (state) {
      case Preflight _, Quiescing _, BackingUp _, Proving _, Migrating _ -> true;
      case Inspecting _, Verifying _, Restoring _, ProvingRestore _ -> false;
      case Releasing _, ReleasingUntouched _, ReleasingRestored _ -> false;
    };
  }

  /** What is left of it in the next state: another step is patient anew. */
  static @Nullable Outage after(
      Told told, @Nullable Outage before, TenantUpgradeState from, TenantUpgradeState to) {
    if (!(to instanceof Waiting) || !sameStep(from, to)) {
      return null;
    }
    // A migration and the look at it are one step: between the two the outage goes on.
    return told.fact() instanceof Inspected ? before : told.outage();
  }

  private static boolean sameStep(TenantUpgradeState from, TenantUpgradeState to) {
    return from.getClass() == to.getClass() || (migrates(from) && migrates(to));
  }

  private static boolean migrates(TenantUpgradeState state) {
    return state instanceof Migrating || state instanceof Inspecting;
  }

  /** For people: {@code server 10.0.0.5:5432 does not answer}. */
  public String sentence(String server) {
    return switch (place) {
      case SERVER -> ofServer(server, code);
      case STORE -> OF_STORE;
      case COORDINATOR -> "the worker had no answer from the coordinator";
    };
  }

  public static final String OF_STORE = "the object store does not answer";

  public static String ofServer(String server, FailureCode code) {
    return code == FailureCode.DISK_FULL
        ? "the disk of server " + server + " is full"
        : "server " + server + " does not answer";
  }

  /**
   * What a worker says of a migration, set right by the claims: one that nobody claimed has not
   * begun, whatever the worker thinks; one that was claimed may have.
   */
  public static Fact ofMigration(Fact fact, boolean begun) {
    return switch (fact) {
      case StepUnknown(var why) when !begun && mayBeOutage(why) -> new StepFailed(why);
      case StepFailed(var why) when begun && mayBeOutage(why) -> new StepUnknown(why);
      default -> fact; // everything else says what it means
    };
  }

  private static boolean mayBeOutage(Failure why) {
    return why.code() == FailureCode.UNREACHABLE || why.code() == FailureCode.STORE_UNAVAILABLE;
  }
}
