import type { Metadata } from 'next';
import { DoctorPage } from '#components/doctor/doctor-page.tsx';
import { LivePage } from '#components/travel/live-only.tsx';
import { enter } from '../../session.ts';
import '../../doctor.css';

export const metadata: Metadata = { title: 'Permissions' };

export default async function Doctor() {
  await enter('/doctor');
  return (
    <LivePage title="Permissions" what="Which rights Vigil has is">
      <DoctorPage />
    </LivePage>
  );
}
