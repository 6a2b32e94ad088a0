package dev.drydock.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {
  private static final OptionalInt CLIENT_15 = OptionalInt.of(15);
  private static final String IMAGE_15 = "postgres:15-alpine";

  @Test
  void givenEngineWithTheImage_whenChosen_thenContainerOfTheClientsVersion() {
    // given
    var choice = new ServerChoice(asked(Map.of()), engineWith(IMAGE_15), CLIENT_15);

    // when
    var chosen = choice.postgres();

    // then
    assertThat(chosen).isEqualTo(new Chosen.Container(IMAGE_15));
  }

  @Test
  void givenNoEngine_whenChosen_thenEmbeddedEvenWhenContainersWereAskedFor() {
    // given
    var asked = asked(Map.of("DRYDOCK_TEST_SERVERS", "containers", "DRYDOCK_PULL_IMAGES", "true"));
    var choice = new ServerChoice(asked, new FakeEngine(false, Set.of()), CLIENT_15);

    // when
    var chosen = choice.postgres();

    // then
    assertThat(chosen).isEqualTo(new Chosen.Embedded("no Docker engine answers"));
  }

  @Test
  void givenImageMissing_whenChosen_thenEmbeddedUnlessItMayBePulled() {
    // given
    var engine = engineWith();
    var offline = new ServerChoice(asked(Map.of()), engine, CLIENT_15);
    var online = new ServerChoice(asked(Map.of("DRYDOCK_PULL_IMAGES", "true")), engine, CLIENT_15);

    // when
    var chosenOffline = offline.kafka();
    var chosenOnline = online.kafka();

    // then
    assertThat(chosenOffline).isInstanceOf(Chosen.Embedded.class);
    assertThat(chosenOnline).isEqualTo(new Chosen.Container(ServerChoice.KAFKA));
  }

  @Test
  void givenEmbeddedForced_whenChosen_thenTheEngineIsNotEvenAsked() {
    // given
    DockerEngine untouchable =
        new DockerEngine() {
          @Override
          public boolean answers() {
            throw new AssertionError("asked");
          }

          @Override
          public boolean has(String image) {
            throw new AssertionError("asked");
          }
        };
    var asked = asked(Map.of("DRYDOCK_TEST_SERVERS", "embedded"));
    var choice = new ServerChoice(asked, untouchable, CLIENT_15);

    // when
    var chosen = choice.objectStore();

    // then
    assertThat(chosen).isInstanceOf(Chosen.Embedded.class);
  }

  @Test
  void givenImageNewerThanTheClient_whenChosen_thenEmbedded() {
    // given
    var asked = asked(Map.of("drydock.image.postgresql", "registry.local:5000/postgres:17-alpine"));
    var engine = engineWith("registry.local:5000/postgres:17-alpine");

    // when
    var chosen = new ServerChoice(asked, engine, CLIENT_15).postgres();

    // then
    assertThat(chosen)
        .isEqualTo(
            new Chosen.Embedded("pg_dump 15 is older than registry.local:5000/postgres:17-alpine"));
  }

  @Test
  void givenOlderImageOrOneWithoutVersion_whenChosen_thenContainer() {
    // given
    var client = OptionalInt.of(17);
    var engine = engineWith("postgres:16", "registry.local:5000/tuned");

    // when
    var older =
        new ServerChoice(asked(Map.of("DRYDOCK_IMAGE_POSTGRESQL", "postgres:16")), engine, client);
    var unknown =
        new ServerChoice(
            asked(Map.of("DRYDOCK_IMAGE_POSTGRESQL", "registry.local:5000/tuned")), engine, client);

    // then
    assertThat(older.postgres()).isEqualTo(new Chosen.Container("postgres:16"));
    assertThat(unknown.postgres()).isEqualTo(new Chosen.Container("registry.local:5000/tuned"));
  }

  @Test
  void givenClientNewerThanAnythingTestedOrNone_whenChosen_thenTheNewestTested() {
    // given
    var engine = engineWith("postgres:17-alpine");

    // when
    var newer = new ServerChoice(asked(Map.of()), engine, OptionalInt.of(19)).postgres();
    var none = new ServerChoice(asked(Map.of()), engine, OptionalInt.empty()).postgres();

    // then
    assertThat(newer).isEqualTo(new Chosen.Container("postgres:17-alpine"));
    assertThat(none).isEqualTo(newer);
  }

  @Test
  void givenMisspeltWish_whenChosen_thenRefused() {
    // given
    var choice =
        new ServerChoice(
            asked(Map.of("DRYDOCK_TEST_SERVERS", "container")), engineWith(IMAGE_15), CLIENT_15);

    // when
    var refused = assertThatThrownBy(choice::postgres);

    // then
    refused.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'container'");
  }

  @Test
  void givenPropertyAndVariable_whenBothAreSet_thenThePropertyCounts() {
    // given
    var preferences =
        new Preferences(
            Map.of("drydock.test.servers", "containers")::get,
            Map.of("DRYDOCK_TEST_SERVERS", "embedded")::get);

    // when
    var embedded = preferences.embedded();

    // then
    assertThat(embedded).isFalse();
  }

  private static Preferences asked(Map<String, String> settings) {
    return new Preferences(settings::get, settings::get);
  }

  private static DockerEngine engineWith(String... images) {
    return new FakeEngine(true, Set.of(images));
  }

  private record FakeEngine(boolean answers, Set<String> images) implements DockerEngine {
    @Override
    public boolean has(String image) {
      return images.contains(image);
    }
  }
}
