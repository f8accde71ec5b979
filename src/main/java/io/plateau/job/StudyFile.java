package io.plateau.job;

/** What a study file asks for: jobs to compare, or a surface to draw. */
public sealed interface StudyFile permits Study, SurfaceStudy {}
