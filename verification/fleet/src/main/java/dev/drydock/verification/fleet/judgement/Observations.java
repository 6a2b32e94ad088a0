package dev.drydock.verification.fleet.judgement;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.verification.fleet.canary.Application;
import dev.drydock.verification.fleet.canary.Flaw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of a run after it had quieted down, in the words of this package: enough to
 * judge it, and to judge it again later.
 *
 * @param legalMoves {@code FROM>Fact>TO}, as the coordinator's README draws them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Observations(
    Set<String> legalMoves,
    LedgerSeen ledger,
    List<WorkSeen> work,
    List<OutboxSeen> outboxes,
    List<ProjectionSeen> projection,
    List<Passage> passages,
    List<TenantSeen> tenants,
    List<RestoredCopy> restoredCopies,
    SinkSeen sink,
    SecretsSeen secrets,
    List<OrphanSeen> orphans,
    List<Knock> knocks) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Observations {
    legalMoves = Set.copyOf(legalMoves);
    work = List.copyOf(work);
    outboxes = List.copyOf(outboxes);
    projection = List.copyOf(projection);
    passages = List.copyOf(passages);
    tenants = List.copyOf(tenants);
    restoredCopies = List.copyOf(restoredCopies);
    orphans = List.copyOf(orphans);
    knocks = List.copyOf(knocks);
  }

  /** The coordinator's database. */
  public record LedgerSeen(
      List<UpgradeSeen> upgrades,
      List<WaySeen> ways,
      List<TransitionSeen> transitions,
      List<ProvenSeen> proven,
      Map<String, Long> tokens,
      List<String> events) {
    public LedgerSeen {
      upgrades = List.copyOf(upgrades);
      ways = List.copyOf(ways);
      transitions = List.copyOf(transitions);
      proven = List.copyOf(proven);
      tokens = Map.copyOf(tokens);
      events = List.copyOf(events);
    }
  }

  public record UpgradeSeen(String upgrade, int release, String state) {}

  /**
   * One tenant's way in one upgrade.
   *
   * @param chainIntact as the coordinator itself says; empty when it was not asked
   * @param reason failure of a parked one, for people
   */
  public record WaySeen(
      String upgrade,
      String tenant,
      int pass,
      String state,
      long token,
      String chainHead,
      @Nullable Boolean chainIntact,
      @Nullable String reason) {}

  /** One row of the log; {@code body} is what the hash covers. */
  public record TransitionSeen(
      String upgrade, String tenant, long sequence, String prevHash, String hash, String body) {}

  public record ProvenSeen(
      String upgrade, String tenant, int pass, String backup, long token, long provenAtMs) {}

  /** A command that a worker had accepted and not finished. */
  public record WorkSeen(
      String service, String command, String type, String tenant, long token, String state) {}

  /** A message that was not sent. */
  public record OutboxSeen(String service, long id, long ageMs, @Nullable String refused) {}

  /**
   * What the notifier says of a tenant in an upgrade; of the upgrade itself when {@code tenant} is
   * empty.
   */
  public record ProjectionSeen(String upgrade, String tenant, int pass, String state) {}

  /** One tenant through one upgrade, seen from its database. */
  public record Passage(
      String upgrade,
      int release,
      String tenant,
      String ended,
      TenantSnapshot before,
      TenantSnapshot after) {}

  /**
   * One tenant at the end.
   *
   * @param latest state of its latest way; empty when it never had one
   * @param writerGetsIn whether its application may write
   * @param fenceToken of the tenant server's fence; 0 for none
   * @param effects intents and receipts in the tenant's database and at its server
   * @param writes what its application did
   */
  public record TenantSeen(
      String tenant,
      Flaw flaw,
      String latest,
      boolean writerGetsIn,
      long fenceToken,
      TenantSnapshot now,
      List<EffectSeen> effects,
      List<Application.Write> writes) {
    public TenantSeen {
      effects = List.copyOf(effects);
      writes = List.copyOf(writes);
    }
  }

  /**
   * @param kind {@code intent} or {@code receipt} of a script, or what was done at the server
   */
  public record EffectSeen(String kind, long token, String what, long atMs) {}

  /** A stored backup, restored beside the fleet after the run. */
  public record RestoredCopy(
      String upgrade, String tenant, String backup, @Nullable TenantSnapshot restored) {}

  /**
   * @param accepted events that were signed and answered 2xx
   * @param unsigned how many requests came with a wrong signature
   * @param forbidden what a subscription to a forbidden address led to
   */
  public record SinkSeen(Set<String> accepted, int unsigned, List<String> forbidden) {
    public SinkSeen {
      accepted = Set.copyOf(accepted);
      forbidden = List.copyOf(forbidden);
    }
  }

  /**
   * @param looked how many secrets were looked for, and in how many places
   * @param found place and name of the secret, never the secret
   */
  public record SecretsSeen(int looked, int places, List<String> found) {
    public SecretsSeen {
      found = List.copyOf(found);
    }
  }

  /** Something left lying about. */
  public record OrphanSeen(String kind, String name) {}

  /**
   * @param who {@code anonymous}, or the roles of the token
   */
  public record Knock(String service, String request, String who, int status) {}

  public void write(Path file) {
    try {
      JSON.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Observations read(Path file) {
    try {
      return JSON.readValue(file.toFile(), Observations.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
