package dev.drydock.notifier.application;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDocumentsTest {
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'dev.drydock.upgrade.resumed.v1'}",
        "{'type':'dev.drydock.upgrade.resumed.v1','time':'noon','upgradeid':'up-1','tenantid':'a'}",
        "{'type':'dev.drydock.upgrade.resumed.v1','time':'2026-11-24T12:00:00Z',"
            + "'upgradeid':'up-1','tenantid':'a','data':null}"
      })
  void givenNoEvent_thenThePageCountsAsBad(String text) throws JsonProcessingException {
    var document = json.readTree(text.replace('\'', '"'));

    assertThatThrownBy(() -> new EventDocuments(json).read(document))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
