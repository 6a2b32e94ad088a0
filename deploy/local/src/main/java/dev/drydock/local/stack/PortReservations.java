package dev.drydock.local.stack;

import dev.drydock.local.LocalServerFailure;
import dev.drydock.local.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which ports the commands of this user have chosen and not bound yet, in one file whose lock is
 * held while choosing. A reservation lasts as long as the command that made it.
 */
final class PortReservations {
  /** The lock of a file does not keep out threads of the same JVM. */
  private static final Object WITHIN_THIS_JVM = new Object();

  private final Path file;

  PortReservations(Path file) {
    this.file = file;
  }

  /** One file per user, whatever the state home is. */
  static PortReservations ofThisUser() {
    var runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
    var folder = Path.of(runtime.isEmpty() ? System.getProperty("java.io.tmpdir") : runtime);
    try {
      var uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return new PortReservations(folder.resolve("drydock-ports-" + uid));
    } catch (IOException | UnsupportedOperationException e) {
      var user = System.getProperty("user.name").replaceAll("\\W", "_");
      return new PortReservations(folder.resolve("drydock-ports-" + user));
    }
  }

  private record Reservation(int port, long pid, String identity, String owner) {
    static Reservation of(String line) {
      var fields = line.split(" ", 4);
      return new Reservation(
          Integer.parseInt(fields[0]), Long.parseLong(fields[1]), fields[2], fields[3]);
    }

    static Reservation mine(int port, String owner) {
      var self = ProcessHandle.current();
      return new Reservation(port, self.pid(), ProcessIdentity.of(self), owner);
    }

    /** Its command still runs. */
    boolean lasts() {
      return ProcessHandle.of(pid)
          .filter(process -> ProcessIdentity.of(process).equals(identity))
          .isPresent();
    }

    String line() {
      return "%d %d %s %s\n".formatted(port, pid, identity, owner);
    }
  }

  /**
   * Chooses under the lock and reserves what was chosen.
   *
   * @param owner the stack's folder
   * @param choose gets the ports that others have reserved
   */
  Map<String, Integer> reserve(
      String owner, Function<Set<Integer>, ? extends Map<String, Integer>> choose) {
    synchronized (WITHIN_THIS_JVM) {
      try (var channel = open();
          var _ = channel.lock()) {
        var others =
            read(channel).stream()
                .filter(each -> !each.owner().equals(owner) && each.lasts())
                .toList();
        var taken =
            others.stream()
                .map(Reservation::port)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        Map<String, Integer> chosen = Map.copyOf(choose.apply(taken));
        write(channel, owner, others, chosen.values());
        return chosen;
      } catch (IOException e) {
        throw new LocalServerFailure("could not reserve ports in " + file, e);
      }
    }
  }

  /** Not through a link that somebody else laid. */
  private FileChannel open() throws IOException {
    var options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    return FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(ownerOnly));
  }

  private static List<Reservation> read(FileChannel channel) throws IOException {
    var text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    return text.lines()
        .filter(line -> line.matches("\\d{1,5} \\d{1,18} \\S+ .+"))
        .map(Reservation::of)
        .toList();
  }

  private static void write(
      FileChannel channel, String owner, List<Reservation> others, Collection<Integer> ports)
      throws IOException {
    var text = new StringBuilder();
    others.forEach(each -> text.append(each.line()));
    ports.forEach(port -> text.append(Reservation.mine(port, owner).line()));
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), 0);
  }
}
