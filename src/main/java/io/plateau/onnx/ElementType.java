package io.plateau.onnx;

/** Type of the elements of a tensor. */
public enum ElementType {
  FLOAT(1),
  INT64(7),
  STRING(8),
  BOOL(9),
  DOUBLE(11);

  /** The number in ONNX's TensorProto.DataType. */
  private final int number;

  ElementType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
