package dev.drydock.notifier.domain;

import dev.drydock.contracts.Step;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one cell of the heat-map shows: one tenant in one byte. The letter is the snapshot's
 * alphabet and never changes its meaning.
 */
public enum Cell {
  PENDING('.', "pending"),
  PREFLIGHT('f', "checking"),
  QUIESCE('q', "quiescing"),
  BACKUP('b', "backing up"),
  PROVE('p', "proving"),
  MIGRATE('m', "migrating"),
  INSPECT('i', "inspecting"),
  VERIFY('v', "verifying"),
  RESTORE('r', "restoring"),
  RELEASE('l', "releasing"),
  RETRYING('t', "retrying"),
  WORKING('w', "in flight"),
  UPGRADED('U', "upgraded"),
  RESTORED('R', "restored"),
  UNTOUCHED('N', "untouched"),
  PARKED('P', "parked");

  private static final Map<Character, Cell> BY_LETTER =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(c -> c.letter, c -> c));

  private final char letter;
  private final String label;

  Cell(char letter, String label) {
    this.letter = letter;
    this.label = label;
  }

  /**
   * @param state on the wire; only the final ones and {@code PENDING} are read from it
   * @param step that the state waits for, {@code null} when none
   * @param attempt above 1 is a retry, which must be seen
   */
  public static Cell of(String state, @Nullable Step step, int attempt) {
    return switch (state) {
      case "PENDING" -> PENDING;
      case "UPGRADED" -> UPGRADED;
      case "RESTORED" -> RESTORED;
      case "UNTOUCHED" -> UNTOUCHED;
      case "PARKED" -> PARKED;
      default -> attempt > 1 ? RETRYING : ofStep(step);
    };
  }

  private static Cell ofStep(@Nullable Step step) {
    return switch (step) {
      case null -> WORKING;
      case PREFLIGHT -> PREFLIGHT;
      case QUIESCE -> QUIESCE;
      case BACKUP -> BACKUP;
      case PROVE, REHEARSE -> PROVE;
      case MIGRATE -> MIGRATE;
      case INSPECT -> INSPECT;
      case VERIFY -> VERIFY;
      case RESTORE, PROVE_RESTORE -> RESTORE;
      case RELEASE -> RELEASE;
    };
  }

  /**
   * @throws IllegalArgumentException for a letter outside the alphabet
   */
  public static Cell ofLetter(char letter) {
    var cell = BY_LETTER.get(letter);
    if (cell == null) {
      throw new IllegalArgumentException("no cell has the letter '%s'".formatted(letter));
    }
    return cell;
  }

  /** Whether nothing happens to the tenant by itself any more. */
  public boolean isFinal() {
    return this == UPGRADED || this == RESTORED || this == UNTOUCHED || this == PARKED;
  }

  public char letter() {
    return letter;
  }

  public String label() {
    return label;
  }
}
