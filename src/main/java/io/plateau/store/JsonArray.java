package io.plateau.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** List of JSON. */
public final class JsonArray implements JsonValue {
  private final List<JsonValue> values = new ArrayList<>();

  @Override
  public List<JsonValue> values() {
    return Collections.unmodifiableList(values);
  }

  public int size() {
    return values.size();
  }

  /** <em>Adds</em> a value. */
  public JsonArray add(JsonValue value) {
    values.add(value);
    return this;
  }

  /** <em>Adds</em> an empty object and returns it. */
  public JsonObject addObject() {
    JsonObject object = new JsonObject();
    add(object);
    return object;
  }

  @Override
  public String toString() {
    return JsonPrinter.compact(this);
  }
}
