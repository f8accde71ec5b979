package io.plateau;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Numbers of the published RealMLP, made by its own code; the README beside the files says how. */
public final class RealMlp {
  private RealMlp() {}

  /** A file of {@code src/test/resources/io/plateau/realmlp}. */
  public static JsonNode read(String name) {
    try (InputStream in = RealMlp.class.getResourceAsStream("realmlp/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All numbers of an array or of nested lists, row after row. */
  public static float[] floats(JsonNode node) {
    List<Float> all = new ArrayList<>();
    add(node.has("values") ? node.path("values") : node, all);
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i);
    }
    return values;
  }

  private static void add(JsonNode node, List<Float> all) {
    if (node.isNumber()) {
      all.add((float) node.doubleValue());
    } else {
      node.forEach(one -> add(one, all));
    }
  }
}
