package dev.drydock.verification.system.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.messaging.PresentMessages;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What the present build sends is read by the previous one's decoder, or parked as unknown. */
class PreviousDecoderIT {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("drydock.root", "../..")).toAbsolutePath().normalize();

  @Test
  void everyPresentMessageIsRead_orOfATypeThatItDoesNotKnow()
      throws IOException, ReflectiveOperationException {
    var previous = PreviousBuild.of(REPOSITORY).root();
    try (var classes = new OldClasses(previous)) {
      var decoder = new Decoder(classes);
      var known = decoder.knownTypes();
      for (var record : PresentMessages.in(REPOSITORY.resolve(GOLDEN))) {
        var type =
            new String(
                record.headers().lastHeader("ce_type").value(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(decoder.decoded(record))
            .as(type)
            .startsWith(known.contains(type) ? "Readable" : "Unreadable[code=UNKNOWN_TYPE]");
      }
    }
  }

  private static final String GOLDEN = "contracts/src/test/resources/golden";

  /** The previous build's own classes, and everybody's libraries. */
  private static final class OldClasses extends URLClassLoader {
    OldClasses(Path root) throws MalformedURLException {
      super(
          new URL[] {
            root.resolve("contracts/target/classes/").toUri().toURL(),
            root.resolve("libraries/messaging/target/classes/").toUri().toURL()
          },
          PreviousDecoderIT.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (name.startsWith("dev.drydock.")) {
          var loaded = findLoadedClass(name);
          return loaded == null ? findClass(name) : loaded;
        }
        return super.loadClass(name, resolve);
      }
    }
  }

  /** Its codec, by reflection. */
  private static final class Decoder {
    private final Class<?> type;
    private final Object codec;
    private final OldClasses classes;

    Decoder(OldClasses classes) throws ReflectiveOperationException {
      this.classes = classes;
      var keys = classes.loadClass("dev.drydock.messaging.SigningKeys");
      var of = keys.getDeclaredMethod("of", byte[].class);
      of.setAccessible(true);
      type = classes.loadClass("dev.drydock.messaging.CloudEventsCodec");
      var constructor = type.getDeclaredConstructor(keys);
      constructor.setAccessible(true);
      codec = constructor.newInstance(of.invoke(null, (Object) PresentMessages.KEY));
    }

    List<String> knownTypes() throws ReflectiveOperationException {
      var all = classes.loadClass("dev.drydock.contracts.MessageTypes").getMethod("all");
      var types = (java.util.Map<?, ?>) all.invoke(null);
      return types.values().stream().map(String::valueOf).toList();
    }

    String decoded(ProducerRecord<byte[], byte[]> record)
        throws NoSuchMethodException, InvocationTargetException, IllegalAccessException {
      var decode = type.getMethod("decode", ConsumerRecord.class);
      decode.setAccessible(true);
      return String.valueOf(
          decode.invoke(
              codec,
              new ConsumerRecord<>(
                  "topic",
                  0,
                  0,
                  0,
                  TimestampType.CREATE_TIME,
                  0,
                  0,
                  record.key(),
                  record.value(),
                  record.headers(),
                  Optional.empty())));
    }
  }
}
