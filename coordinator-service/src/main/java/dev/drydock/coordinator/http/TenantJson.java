package dev.drydock.coordinator.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.drydock.access.JsonLocations;
import dev.drydock.access.SafeText;
import dev.drydock.coordinator.domain.Mistakes;
import dev.drydock.coordinator.domain.tenant.TenantDraft;
import dev.drydock.coordinator.domain.tenant.TenantDraft.Field;
import dev.drydock.coordinator.domain.tenant.TenantDraft.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads {@code {"tenants":[...]}} or a bare array as a stream of tokens, so that every mistake has
 * its line. What it reads before the JSON breaks is still checked.
 */
final class TenantJson {
  private final JsonParser parser;
  private final Mistakes mistakes;
  private final List<TenantDraft> drafts = new ArrayList<>();

  private TenantJson(JsonParser parser, Mistakes mistakes) {
    this.parser = parser;
    this.mistakes = mistakes;
  }

  static List<TenantDraft> read(String text, Mistakes mistakes) {
    try (var parser = new JsonFactory().createParser(text)) {
      var reader = new TenantJson(parser, mistakes);
      reader.document();
      return reader.drafts;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private void document() throws IOException {
    try {
      switch (parser.nextToken()) {
        case START_ARRAY -> tenants("");
        case START_OBJECT -> wrapper();
        case null -> mistakes.add(1, null, "there is nothing in it");
        default -> mistakes.add(line(), null, "must be {\"tenants\": [...]} or an array");
      }
      if (parser.nextToken() != null) {
        mistakes.add(line(), null, "something follows after the end of the JSON");
      }
    } catch (JsonProcessingException e) {
      var location = e.getLocation();
      mistakes.add(
          location == null ? null : location.getLineNr(),
          null,
          "the JSON is broken " + JsonLocations.of(e));
    }
  }

  private void wrapper() throws IOException {
    boolean found = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      int line = line();
      var token = parser.nextToken();
      if (!name.equals("tenants")) {
        mistakes.add(line, SafeText.of(name), "is not a field here; 'tenants' is the only one");
        parser.skipChildren();
      } else if (found) {
        mistakes.add(line, "tenants", "appears twice");
        parser.skipChildren();
      } else if (token != JsonToken.START_ARRAY) {
        mistakes.add(line, "tenants", "must be a list");
        parser.skipChildren();
      } else {
        found = true;
        tenants("tenants");
      }
    }
    if (!found && mistakes.none()) {
      mistakes.add(1, "tenants", "is missing");
    }
  }

  private void tenants(String path) throws IOException {
    for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      var prefix = path + "[" + index + "]";
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        tenant(prefix);
      } else {
        mistakes.add(line(), prefix, "must be an object");
        parser.skipChildren();
      }
    }
  }

  private void tenant(String prefix) throws IOException {
    int line = line();
    var fields = new LinkedHashMap<String, Field>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = SafeText.of(parser.currentName());
      parser.nextToken();
      int fieldLine = line();
      if (fields.put(name, new Field(fieldLine, value(prefix + "." + name))) != null) {
        mistakes.add(fieldLine, prefix + "." + name, "appears twice");
      }
    }
    drafts.add(new TenantDraft(line, prefix + ".", fields));
  }

  private Value value(String path) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT -> number();
      case VALUE_NULL -> new Value.Nothing();
      case START_ARRAY -> texts();
      case START_OBJECT -> pairs(path);
      default -> new Value.Unfit();
    };
  }

  private Value number() throws IOException {
    try {
      return new Value.Whole(parser.getLongValue());
    } catch (InputCoercionException e) {
      return new Value.Unfit();
    }
  }

  private Value texts() throws IOException {
    boolean fit = true;
    var texts = new ArrayList<String>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      fit &= parser.currentToken() == JsonToken.VALUE_STRING;
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        texts.add(parser.getText());
      }
      parser.skipChildren();
    }
    return fit ? new Value.Texts(texts) : new Value.Unfit();
  }

  private Value pairs(String path) throws IOException {
    boolean fit = true;
    var pairs = new TreeMap<String, String>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var token = parser.nextToken();
      fit &= token == JsonToken.VALUE_STRING;
      if (token == JsonToken.VALUE_STRING && pairs.put(name, parser.getText()) != null) {
        mistakes.add(line(), path + "." + SafeText.of(name), "appears twice");
      }
      parser.skipChildren();
    }
    return fit ? new Value.Pairs(pairs) : new Value.Unfit();
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
