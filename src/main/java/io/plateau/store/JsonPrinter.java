package io.plateau.store;

import java.util.Iterator;
import java.util.Map;

/** Writer of JSON as text. */
final class JsonPrinter {
  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonPrinter(boolean indented) {
    this.indented = indented;
  }

  /** On one line, without spaces. */
  static String compact(JsonValue value) {
    return text(value, false);
  }

  /** Objects with a line for each key; the values of lists beside each other. */
  static String indented(JsonValue value) {
    return text(value, true);
  }

  private static String text(JsonValue value, boolean indented) {
    JsonPrinter printer = new JsonPrinter(indented);
    printer.print(value, 0);
    return printer.out.toString();
  }

  private void print(JsonValue value, int depth) {
    if (value instanceof JsonObject object) {
      print(object, depth);
    } else if (value instanceof JsonArray list) {
      print(list, depth);
    } else if (value.isText()) {
      quote(value.text());
    } else {
      out.append(value.text());
    }
  }

  private void print(JsonObject object, int depth) {
    out.append('{');
    Iterator<Map.Entry<String, JsonValue>> entries = object.properties().iterator();
    boolean empty = !entries.hasNext();
    while (entries.hasNext()) {
      Map.Entry<String, JsonValue> entry = entries.next();
      line(depth + 1);
      quote(entry.getKey());
      out.append(indented ? " : " : ":");
      print(entry.getValue(), depth + 1);
      out.append(entries.hasNext() ? "," : "");
    }
    if (empty) {
      out.append(indented ? " " : "");
    } else {
      line(depth);
    }
    out.append('}');
  }

  private void line(int depth) {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void print(JsonArray list, int depth) {
    String space = indented ? " " : "";
    out.append('[').append(space);
    String between = "";
    for (JsonValue value : list) {
      out.append(between);
      print(value, depth);
      between = "," + space;
    }
    out.append(list.size() == 0 ? "" : space).append(']');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
