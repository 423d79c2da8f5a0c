import type { RequestName } from './requests';

// Types are gone at run time, so the names stand here once more: a name too few or too many does not compile. They
// are apart from the schemas to keep zod, 190 kB, out of the preload.
const allNames: { readonly [N in RequestName]: true } = {
  'app.state': true,
  'app.set-theme': true,
  'app.choose': true,
  'app.doctor': true,
  'project.create': true,
  'project.open': true,
  'project.close': true,
  'project.summary': true,
  'project.sample': true,
  'import.preview': true,
  'import.check': true,
  'import.start': true,
  'job.cancel': true,
  'images.page': true,
  'images.get': true,
  'images.history': true,
  'images.neighbours': true,
  'labels.add-ellipse': true,
  'labels.change-ellipse': true,
  'labels.delete-ellipses': true,
  'labels.set-verdict': true,
  'labels.undo': true,
  'labels.redo': true,
  'images.change-many': true,
  'images.stop-changing': true,
  'images.purge-preview': true,
  'images.purge': true,
  'textures.add': true,
  'textures.change': true,
  'textures.order': true,
  'textures.merge': true,
  'runs.list': true,
  'runs.get': true,
  'runs.check-plan': true,
  'runs.start-teacher': true,
  'runs.start-student': true,
  'runs.cancel': true,
  'runs.resume': true,
  'report.get': true,
  'report.save': true,
};

/** Every request there is: the allow-list of the preload and of the router. */
export const requestNames: readonly RequestName[] = Object.keys(allNames) as RequestName[];
