package io.plateau.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plateau.evaluation.ColumnProfile;
import io.plateau.evaluation.PrincipalPlane;
import io.plateau.nn.Column;
import io.plateau.nn.Columns;
import io.plateau.nn.TrainedNetwork;
import io.plateau.nn.column.Embedding;
import io.plateau.store.Json;
import io.plateau.table.FittedCategory;
import io.plateau.table.FittedTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * File {@code embeddings.json}: the vectors that a network has learned for the most frequent values
 * of categories, on the plane in which they vary most.
 */
final class EmbeddingsFile {
  private EmbeddingsFile() {}

  /**
   * The content; its columns are empty where no category has an embedding. Of an ensemble, whose
   * members have vectors of their own, those of the first member.
   *
   * @param profiles of all columns of the data
   * @param network on the rows of the table
   */
  static ObjectNode of(FittedTable table, List<ColumnProfile> profiles, TrainedNetwork network) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("columns");
    int in = 0;
    int at = 0;
    for (Column column : network.network().columns().map(Columns::columns).orElse(List.of())) {
      if (column instanceof Embedding embedding) {
        // Numbers side by side are one column of the layer: what counts is the place in a row.
        int place = Arrays.binarySearch(table.starts(), in);
        FittedCategory category = (FittedCategory) table.columns().get(place);
        float[][] vectors = vectors(embedding, network.weights(), at);
        profiles.stream()
            .filter(profile -> profile.name().equals(category.name()))
            .forEach(profile -> put(all, category, profile, vectors));
      }
      in += column.inputs();
      at += column.parameters();
    }
    return json;
  }

  private static float[][] vectors(Embedding embedding, float[] theta, int at) {
    int width = embedding.width();
    float[][] vectors = new float[embedding.parameters() / width][];
    for (int code = 0; code < vectors.length; code++) {
      int from = at + code * width;
      vectors[code] = Arrays.copyOfRange(theta, from, from + width);
    }
    return vectors;
  }

  private static void put(
      ArrayNode all, FittedCategory category, ColumnProfile profile, float[][] vectors) {
    Set<String> named = new HashSet<>(category.values());
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode value : profile.json().path("values")) {
      if (named.contains(value.path("name").textValue())) {
        values.add(value);
      }
    }
    if (values.isEmpty()) {
      return;
    }
    PrincipalPlane plane =
        PrincipalPlane.of(
            values.stream()
                .map(value -> vectors[category.code(value.path("name").textValue())])
                .toArray(float[][]::new));
    ObjectNode node =
        all.addObject()
            .put("name", category.name())
            .put("width", vectors[0].length)
            .put("values", category.size());
    node.set("shares", Json.tree(plane.shares()));
    ArrayNode points = node.putArray("points");
    for (int i = 0; i < values.size(); i++) {
      ObjectNode point = points.addObject().setAll((ObjectNode) values.get(i));
      point.put("x", plane.points()[i][0]).put("y", plane.points()[i][1]);
    }
  }
}
