/**
 * The loss of a network with two weights as a landscape, and how rules of {@code optim} go down on
 * it from one start: the picture of {@code study} for a file with a key {@code surface}. Depends on
 * {@code job}, {@code spec}, {@code optim}, {@code nn} and what lies below; no Spark, no files.
 *
 * <pre>{@code
 * StudyFile study = StudyReader.read(Path.of("jobs/studies/surface.yaml"));
 * ObjectNode drawing = Landscape.of((SurfaceStudy) study);
 * }</pre>
 */
package io.plateau.surface;
