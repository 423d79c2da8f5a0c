// Lets an addon keep references to strings and numbers where Node-API is older than version 10.
//
// better-sqlite3 13 is written for Node-API 10, in which napi_create_reference takes any value.
// Before, it takes objects, functions and symbols only and refuses the rest, and the addon's
// empty references end in a crash (seen with Node 20 and Electron 22). This header, forced into the
// compilation, stores any other value as the one property of a tagged object and takes it out again.
//
// A weak reference (count 0) to such a box would lose it at the next garbage collection, so it is
// refused loudly; better-sqlite3 makes none.
#pragma once
#include <node_api.h>
#include <cstdio>
#include <cstdlib>

namespace references_to_any_value {

// A number of this project's own, so that no object of somebody else's is taken for a box.
inline constexpr napi_type_tag kBox = {0x9d1f3b2c5a7e4f60ULL, 0xb8a4c6d2e0f19375ULL};

inline napi_status CreateReference(napi_env env, napi_value value, uint32_t count, napi_ref* result) {
  napi_valuetype type;
  napi_status status = napi_typeof(env, value, &type);
  if (status != napi_ok) return status;
  if (type == napi_object || type == napi_function || type == napi_external) {
    return napi_create_reference(env, value, count, result);
  }
  if (count == 0) {
    std::fputs("a weak reference to a value that is not an object\n", stderr);
    std::abort();
  }
  napi_value box;
  if ((status = napi_create_object(env, &box)) != napi_ok) return status;
  if ((status = napi_type_tag_object(env, box, &kBox)) != napi_ok) return status;
  if ((status = napi_set_element(env, box, 0, value)) != napi_ok) return status;
  return napi_create_reference(env, box, count, result);
}

inline napi_status GetReferenceValue(napi_env env, napi_ref reference, napi_value* result) {
  napi_status status = napi_get_reference_value(env, reference, result);
  if (status != napi_ok || *result == nullptr) return status;
  napi_valuetype type;
  if ((status = napi_typeof(env, *result, &type)) != napi_ok) return status;
  if (type != napi_object) return napi_ok;
  bool boxed = false;
  if ((status = napi_check_object_type_tag(env, *result, &kBox, &boxed)) != napi_ok) return status;
  return boxed ? napi_get_element(env, *result, 0, result) : napi_ok;
}

}  // namespace references_to_any_value

#define napi_create_reference references_to_any_value::CreateReference
#define napi_get_reference_value references_to_any_value::GetReferenceValue
