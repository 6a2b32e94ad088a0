package dev.drydock.verification.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is about one tenant: the coordinator's state, the messages on their way, the
 * services' queues, the executions, the database, the backups. Packed into a few longs, in one
 * order, so that equal worlds are found equal.
 */
final class World {
  private static final int MOST_EXECS = 7;
  private static final int MOST_MESSAGES = 15;
  private static final int MOST_BACKUPS = 7;

  /** What the release's script does to this tenant; found out once, the same each time. */
  enum Script {
    NOT_RUN_YET,
    FAILS,
    RUNS,
    SUCCEEDS,
    FAILS_ITS_ASSERTION
  }

  int saga;
  Script script = Script.NOT_RUN_YET;

  /** Whether the present token has been claimed, by an execution that is marked or is gone. */
  boolean claimed;

  final Queue migrationQueue = new Queue();
  final Queue backupQueue = new Queue();
  final Database database = new Database();
  final List<Exec> execs = new ArrayList<>();
  final List<Backup> backups = new ArrayList<>();
  private int[] messages = new int[4];
  private int messageCount;

  /** What was wrong with the step that led here; not a part of the world. */
  @Nullable String violation;

  World copy() {
    var copy = new World();
    copy.saga = saga;
    copy.script = script;
    copy.claimed = claimed;
    migrationQueue.copyTo(copy.migrationQueue);
    backupQueue.copyTo(copy.backupQueue);
    database.copyTo(copy.database);
    execs.forEach(exec -> copy.execs.add(exec.copy()));
    copy.backups.addAll(backups);
    copy.messages = messages.clone();
    copy.messageCount = messageCount;
    return copy;
  }

  boolean mayFail() {
    return script == Script.NOT_RUN_YET || script == Script.FAILS;
  }

  boolean mayRun() {
    return script != Script.FAILS;
  }

  void runs() {
    if (script == Script.NOT_RUN_YET) {
      script = Script.RUNS;
    }
  }

  Queue queue(Service service) {
    return switch (service) {
      case MIGRATION -> migrationQueue;
      case BACKUP -> backupQueue;
    };
  }

  /** How many executions take a worker's place. */
  int places() {
    int places = 0;
    for (var exec : execs) {
      places += exec.orphan ? 0 : 1;
    }
    return places;
  }

  int messageCount() {
    return messageCount;
  }

  int message(int index) {
    return messages[index];
  }

  /** A set: the same message twice on its way is one message. */
  void send(int message) {
    for (int i = 0; i < messageCount; i++) {
      if (messages[i] == message) {
        return;
      }
    }
    if (messageCount == messages.length) {
      messages = Arrays.copyOf(messages, messageCount * 2);
    }
    messages[messageCount++] = message;
  }

  void removeMessage(int message) {
    for (int i = 0; i < messageCount; i++) {
      if (messages[i] == message) {
        messages[i] = messages[--messageCount];
        return;
      }
    }
  }

  @Nullable Backup backup(int token) {
    for (var backup : backups) {
      if (backup.token() == token) {
        return backup;
      }
    }
    return null;
  }

  void replace(Backup changed) {
    backups.replaceAll(backup -> backup.token() == changed.token() ? changed : backup);
  }

  /** Whether a backup of the rows as they are now was really restored and found equal. */
  boolean hasProof() {
    for (var backup : backups) {
      if (backup.proven()
          && Content.old(backup.content())
          && Content.version(backup.content()) == Content.version(database.content)) {
        return true;
      }
    }
    return false;
  }

  void wrong(String what) {
    if (violation == null) {
      violation = what;
    }
  }

  @SuppressWarnings("EnumOrdinal") // a number within one run
  long[] packed() {
    requireRoom();
    int messageLongs = (messageCount + 2) / 3;
    int backupLongs = (backups.size() + 3) / 4;
    var packed = new long[2 + execs.size() + messageLongs + backupLongs];
    long counts = (long) execs.size() << 7 | (long) messageCount << 3 | backups.size();
    packed[0] =
        ((((counts << 18 | saga) << 3 | script.ordinal()) << 1 | (claimed ? 1 : 0)) << Queue.BITS)
            | migrationQueue.packed();
    packed[1] = backupQueue.packed() << Database.BITS | database.packed();
    int at = 2;
    for (var exec : execs) {
      packed[at++] = exec.packed();
    }
    Arrays.sort(packed, 2, at);
    Arrays.sort(messages, 0, messageCount);
    for (int i = 0; i < messageCount; i++) {
      packed[at + i / 3] |= (long) messages[i] << (i % 3 * 20);
    }
    at += messageLongs;
    backups.sort((left, right) -> Integer.compare(left.token(), right.token()));
    for (int i = 0; i < backups.size(); i++) {
      packed[at + i / 4] |= (long) backups.get(i).packed() << (i % 4 * Backup.BITS);
    }
    return packed;
  }

  private void requireRoom() {
    if (execs.size() > MOST_EXECS
        || messageCount > MOST_MESSAGES
        || backups.size() > MOST_BACKUPS) {
      throw new IllegalStateException("more at once than a packed world has room for");
    }
  }

  static World unpacked(long[] packed, Words words) {
    var world = new World();
    world.migrationQueue.unpack(packed[0]);
    world.claimed = (packed[0] >> 23 & 1) != 0;
    world.script = Script.values()[(int) (packed[0] >> 24 & 7)];
    world.saga = (int) (packed[0] >> 27 & 0x3ffff);
    int counts = (int) (packed[0] >> 45);
    world.database.unpack(packed[1]);
    world.backupQueue.unpack(packed[1] >> Database.BITS);
    int at = 2;
    for (int i = 0; i < counts >> 7; i++) {
      world.execs.add(Exec.unpacked(packed[at++], words));
    }
    int messageCount = counts >> 3 & 15;
    for (int i = 0; i < messageCount; i++) {
      world.send((int) (packed[at + i / 3] >> (i % 3 * 20) & 0xfffff));
    }
    at += (messageCount + 2) / 3;
    for (int i = 0; i < (counts & 7); i++) {
      world.backups.add(
          Backup.unpacked((int) (packed[at + i / 4] >> (i % 4 * Backup.BITS) & 0x7fff)));
    }
    return world;
  }
}
