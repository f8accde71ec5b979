package io.plateau.scan;

/**
 * Training and validation part of the rows of an estimator, as a column says or a draw.
 *
 * @param validates whether rows that are drawn for validation are validation rows
 */
public record DrawnParts(boolean validates) implements RowParts {
  @Override
  public byte[] of(ColumnBlock block) {
    byte[] parts = new byte[block.rows];
    for (int row = 0; row < parts.length; row++) {
      parts[row] =
          block.skipped[row]
              ? SKIPPED
              : validates && block.drawnForValidation(row) ? VALIDATION : TRAINING;
    }
    return parts;
  }
}
