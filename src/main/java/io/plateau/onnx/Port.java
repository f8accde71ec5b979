package io.plateau.onnx;

import io.plateau.store.ProtoWriter;

/**
 * Input or output of a graph: a tensor with a row for each example.
 *
 * @param name any Unicode
 * @param width numbers or texts of a row; 0 for a tensor of one dimension, one element a row
 */
public record Port(String name, ElementType type, int width) {
  /** Name of the number of rows, which is any. */
  private static final String ROWS = "N";

  /** As a ValueInfoProto. */
  ProtoWriter proto() {
    ProtoWriter shape = new ProtoWriter().message(1, new ProtoWriter().text(2, ROWS));
    if (width > 0) {
      shape.message(1, new ProtoWriter().integer(1, width));
    }
    ProtoWriter tensor = new ProtoWriter().integer(1, type.number()).message(2, shape);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }
}
