/**
 * The loss of a network with two weights as a landscape, and how rules of {@code optim} go down on
 * it from one start: the picture of {@code study} for a file with a key {@code surface}. No Spark,
 * no files.
 *
 * <pre>{@code
 * ObjectNode drawing = Landscape.of(SurfaceReader.read(Path.of("jobs/studies/surface.yaml")).get());
 * }</pre>
 */
package io.plateau.surface;
